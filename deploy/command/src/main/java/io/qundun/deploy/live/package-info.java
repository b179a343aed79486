/** What a person sees while messages run: progress, the live table, the summary. */
package io.qundun.deploy.live;
