/** {@code qundun bench matcher}: the lexicon matcher beside plain automata. */
package io.qundun.deploy.bench.matcher;
