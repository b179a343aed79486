/** Measures on people and groups (处置措施), their states and transitions: pure functions. */
package io.qundun.udfs.measure;
