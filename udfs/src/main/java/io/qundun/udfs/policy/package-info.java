/** The policy pack: its files, their validation, the rules, and the compiled policy that judges. */
package io.qundun.udfs.policy;
