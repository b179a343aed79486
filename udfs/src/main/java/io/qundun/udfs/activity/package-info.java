/** Rolling activity of groups (活跃程度) and the grade that follows (分级分类): pure functions. */
package io.qundun.udfs.activity;
