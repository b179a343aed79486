/** A policy pack's life: checked, published, and what became of it. */
package io.qundun.deploy.policy;
