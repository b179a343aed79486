/** Makes the tables of {@code io.qundun.udfs.confusable} anew from their sources. */
package io.qundun.deploy.bench.tables;
