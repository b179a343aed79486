/** How often everyday text writes what a lexicon's terms could be taken for. */
package io.qundun.deploy.bench.terms;
