/** What the pipeline and its hot functions cost, measured on the machine at hand. */
package io.qundun.deploy.bench;
