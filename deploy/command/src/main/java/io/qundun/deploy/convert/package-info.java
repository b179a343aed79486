/** Column files to chat messages. */
package io.qundun.deploy.convert;
