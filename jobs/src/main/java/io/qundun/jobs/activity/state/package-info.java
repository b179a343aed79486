/** What the activity job sends through its shuffle and keeps in its state. */
package io.qundun.jobs.activity.state;
