/**
 * What crosses a wire: the Avro records, the topic catalogue, encoding and decoding, and the
 * published history of every schema.
 */
package io.qundun.schemas;
