package io.qundun.jobs.enforcement;

import io.qundun.udfs.policy.PolicyTables;

/** The tables of the policy versions that are known. */
interface KnownTables {

    /** The tables of a version, those of the highest one for 0; null while they are not known. */
    PolicyTables of(long version);

    /** Hash of the release of a version; empty when it is not known. */
    String hash(long version);
}
