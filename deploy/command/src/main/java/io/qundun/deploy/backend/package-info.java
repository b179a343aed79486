/** A chat backend to look at: what a platform does with enforcement commands. */
package io.qundun.deploy.backend;
