/** Measures how many disguised terms are found, and how many harmless lines are hit. */
package io.qundun.deploy.bench.evasion;
