package io.qundun.udfs.policy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a pack's text files: UTF-8 and nothing else, a byte order mark forgiven. */
final class PolicyText {
    private static final String MARK = "\uFEFF";

    private PolicyText() {}

    /** The text, or null after a defect that names the line of the first bad byte. */
    static String decode(String file, byte[] bytes, Defects defects) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                if (bytes[i] == '\n') {
                    line++;
                }
            }
            defects.add(
                    file,
                    line,
                    "not UTF-8: byte 0x%02X at offset %d; save the file as UTF-8"
                            .formatted(bytes[in.position()] & 0xFF, in.position()));
            return null;
        }
        String text = out.flip().toString();
        return text.startsWith(MARK) ? text.substring(1) : text;
    }

    /** The lines, without their ends. */
    static List<String> lines(String text) {
        return text.lines().toList();
    }
}
