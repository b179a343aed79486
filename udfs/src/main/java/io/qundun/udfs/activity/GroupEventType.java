package io.qundun.udfs.activity;

/** What may happen to a group or in its membership, as far as counts and grade go. */
public enum GroupEventType {
    /** The group came to be; whoever created it is a member. */
    CREATED("created", 1),
    /** The platform put it in a category of its own list. */
    CATEGORY_SET("category_set", 2),
    /** An account joined. */
    JOINED("joined", 3),
    /** A member left. */
    LEFT("left", 4),
    /** A member was removed. */
    REMOVED("removed", 5),
    /** The group is no more. */
    CLOSED("closed", 6);

    private final String code;
    private final int number;

    GroupEventType(String code, int number) {
        this.code = code;
        this.number = number;
    }

    /** The type of a code; null when it is none that is counted. */
    public static GroupEventType of(String code) {
        for (GroupEventType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        return null;
    }

    int number() {
        return number;
    }

    static GroupEventType numbered(int number) {
        for (GroupEventType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new IllegalStateException("no type of group event has the number " + number);
    }
}
