package io.qundun.jobs.evidence.elasticsearch;

import java.io.IOException;

/**
 * An index template is missing. Elasticsearch would make the index all the same, with mappings of
 * its own guess, and what was indexed that way cannot be repaired in place.
 */
final class MissingTemplateException extends IOException {

    private static final long serialVersionUID = 1L;

    MissingTemplateException(String template) {
        super(
                "Elasticsearch has no index template "
                        + template
                        + ": apply the templates with 'qundun indices apply', the job goes on by"
                        + " itself when they are there");
    }

    MissingTemplateException(String template, Throwable cause) {
        super(
                "what answers at that address cannot say whether it has the index template "
                        + template
                        + ", so it is no Elasticsearch, or a part of one: "
                        + cause,
                cause);
    }
}
