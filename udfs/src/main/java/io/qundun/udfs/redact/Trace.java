package io.qundun.udfs.redact;

/**
 * One trace in a text.
 *
 * @param kind what it is
 * @param start first UTF-16 unit in the original text, inclusive
 * @param end last UTF-16 unit in the original text, exclusive
 */
public record Trace(Kind kind, int start, int end) {
    /** What a trace is. The code is what stands in the mark that replaces it. */
    public enum Kind {
        /** An e-mail address. */
        EMAIL("email"),
        /** The address of a web page. Not hidden. */
        LINK("link"),
        /** A mobile or landline number. */
        PHONE("phone"),
        /** The number of a Chinese identity card. */
        ID_CARD("id-card"),
        /** The number of a bank card. */
        BANK_CARD("bank-card"),
        /** An account of a chat service, named as such: 微信, QQ, Telegram and the like. */
        HANDLE("handle"),
        /** An account mentioned with @. */
        MENTION("handle"),
        /** The rest of a number or word that the end of an excerpt cut through. */
        FRAGMENT("fragment");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The word in the mark. */
        public String code() {
            return code;
        }

        /** Whether it is a way to get in touch outside the group. */
        public boolean isContact() {
            return this == EMAIL || this == PHONE || this == HANDLE;
        }
    }
}
