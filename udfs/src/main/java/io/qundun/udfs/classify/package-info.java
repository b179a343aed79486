/** Text classification: probabilities by category, from models that OpenNLP trains and reads. */
package io.qundun.udfs.classify;
