/**
 * What can be taken for what: characters that sound alike, look alike, or are written in parts. The
 * tables are resources of this package, read when first asked for, immutable and shared by all
 * threads. Their sources and licences are listed in the resource {@code NOTICE.txt} beside them.
 * Characters are those of folded text (see {@link io.qundun.udfs.text.TextFolder}) unless said
 * otherwise.
 */
package io.qundun.udfs.confusable;
