/**
 * Text classification: one extractor of features for training and serving, OpenNLP's trainers, and
 * the flat tables that their models are compiled to.
 */
package io.qundun.udfs.classify;
