/** A set with a lexicon of its own, judged by what {@code qundun scan} answers. */
package io.qundun.deploy.bench.judged;
