/** Rolling activity of groups (活跃程度) and their grade (分级分类), in event time. */
package io.qundun.jobs.activity;
