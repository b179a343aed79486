/** {@code qundun model}: the classifier's life. */
package io.qundun.deploy.model;
