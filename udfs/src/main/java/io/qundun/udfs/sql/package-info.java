/** Flink SQL functions over the rest of this floor. The only package here that knows Flink. */
package io.qundun.udfs.sql;
