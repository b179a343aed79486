package io.qundun.udfs.contact;

/**
 * Which digits are a phone number: Chinese mobile numbers (1, then 3 to 9, 11 digits, perhaps after
 * 86), landline numbers (0, area code, 7 or 8 digits), service numbers (400 or 800 and 7 digits).
 * Stateless.
 */
public final class PhoneNumbers {
    /** Digits of the shortest. */
    public static final int SHORTEST = 10;

    /** Digits of a mobile number without its country code. */
    static final int MOBILE = 11;

    private PhoneNumbers() {}

    /** Whether the first {@code length} characters, all digits, are one. */
    public static boolean isPhone(char[] digits, int length) {
        if (isMobile(digits, length)) {
            return true;
        }
        if (length == 10 && (starts(digits, "400") || starts(digits, "800"))) {
            return true;
        }
        return length >= 10 && length <= 12 && digits[0] == '0' && digits[1] != '0';
    }

    /** Whether they are a mobile number, with or without the country code. */
    static boolean isMobile(char[] digits, int length) {
        int code = countryCode(digits, length);
        return length - code == MOBILE && digits[code] == '1' && digits[code + 1] >= '3';
    }

    /** Digits of the country code that a mobile number of this length would start with. */
    private static int countryCode(char[] digits, int length) {
        if (length == 13 && starts(digits, "86")) {
            return 2;
        }
        return length == 15 && starts(digits, "0086") ? 4 : 0;
    }

    private static boolean starts(char[] digits, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (digits[i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
