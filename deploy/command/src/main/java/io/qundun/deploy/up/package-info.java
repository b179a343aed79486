/** {@code qundun up}: the whole pipeline on this machine. */
package io.qundun.deploy.up;
