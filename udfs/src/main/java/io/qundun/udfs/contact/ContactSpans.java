package io.qundun.udfs.contact;

/** Where contacts are noted, and what of the text is taken already. */
public interface ContactSpans {
    /** Whether this unit of the folded text belongs to something else, such as a link. */
    boolean isTaken(int index);

    /**
     * Notes a contact.
     *
     * @param first its first unit in the folded text
     * @param end one past its last unit in the folded text
     */
    void add(ContactKind kind, int first, int end);
}
