/** What is known about a message when it is judged, and the judgement. */
package io.qundun.udfs.decision;
