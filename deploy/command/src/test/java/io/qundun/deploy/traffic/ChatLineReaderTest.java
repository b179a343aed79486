package io.qundun.deploy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qundun.deploy.traffic.UnreadableLineException.Code;
import io.qundun.schemas.ChatMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatLineReaderTest {

    private final ChatLineReader reader = new ChatLineReader();

    private ChatLine read(String line) throws UnreadableLineException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return reader.chat(bytes, 0, bytes.length);
    }

    private UnreadableLineException refusal(byte[] bytes) {
        return catchThrowableOfType(
                UnreadableLineException.class, () -> reader.chat(bytes, 0, bytes.length));
    }

    @Test
    void readsEveryField() throws Exception {
        ChatLine line =
                read(
                        """
                        {"messageId":"m1","groupId":"g1","senderId":"u1","sentAt":1700000000000,\
                        "kind":"edit","text":"你好 \\ud83d\\ude02","edits":"m0","repliesTo":"m9",\
                        "mentions":["u2","u3"],"clientSequence":7,"mediaReference":"media/1",\
                        "sender":{"verified":true,"level":2,"role":"manager"},\
                        "group":{"grade":4},"unknown":{"deep":[1,2]}}""");
        assertThat(line.toMessage(5))
                .isEqualTo(
                        new ChatMessage(
                                "m1",
                                "g1",
                                "u1",
                                1700000000000L,
                                "edit",
                                "你好 😂",
                                "m0",
                                "m9",
                                List.of("u2", "u3"),
                                7L,
                                "media/1"));
        assertThat(line.sender())
                .isEqualTo(Map.of("verified", true, "level", 2L, "role", "manager"));
        assertThat(line.group()).isEqualTo(Map.of("grade", 4L));
    }

    @Test
    void onlyTheTextIsRequiredAndTheIdIsTheLineNumber() throws Exception {
        ChatLine line = read("{\"text\":\"\"}");
        assertThat(line.text()).isEmpty();
        assertThat(line.kindOrDefault()).isEqualTo("text");
        assertThat(line.messageIdOr(42)).isEqualTo("42");
        assertThat(
                        catchThrowableOfType(
                                        UnreadableLineException.class, () -> line.toMessage(42))
                                .code())
                .isEqualTo(Code.MISSING_FIELD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|EMPTY_LINE",
                "`  `|EMPTY_LINE",
                "[1]|NOT_AN_OBJECT",
                "\"text\"|NOT_AN_OBJECT",
                "{\"text\":\"a\"|MALFORMED_JSON",
                "{text:1}|MALFORMED_JSON",
                "{\"text\":\"a\"} {}|MALFORMED_JSON",
                "{\"groupId\":\"g\"}|MISSING_FIELD",
                "{\"text\":null}|NULL_VALUE",
                "{\"text\":5}|WRONG_TYPE",
                "{\"text\":{\"a\":1}}|WRONG_TYPE",
                "{\"text\":\"a\",\"sentAt\":\"now\"}|WRONG_TYPE",
                "{\"text\":\"a\",\"sentAt\":1.5}|WRONG_TYPE",
                "{\"text\":\"a\",\"sentAt\":99999999999999999999}|WRONG_TYPE",
                "{\"text\":\"a\",\"messageId\":7}|WRONG_TYPE",
                "{\"text\":\"a\",\"messageId\":\"\"}|BAD_ID",
                "{\"text\":\"a\",\"messageId\":\"\\ud83d\"}|BAD_ID",
                "{\"text\":\"a\",\"mentions\":[null]}|NULL_VALUE",
                "{\"text\":\"a\",\"mentions\":\"u1\"}|WRONG_TYPE",
                "{\"text\":\"a\",\"sender\":{\"level\":[1]}}|WRONG_TYPE",
                "{\"text\":\"a\",\"text\":\"b\"}|DUPLICATE_FIELD",
            })
    void saysWhyALineIsUnreadable(String line, Code code) {
        UnreadableLineException refusal = refusal(line.getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void refusesBytesThatAreNotUtf8AndGoesOn() throws Exception {
        byte[] line = "{\"text\":\"x\"}".getBytes(StandardCharsets.ISO_8859_1);
        line[9] = (byte) 0xE9;
        assertThat(refusal(line).code()).isEqualTo(Code.INVALID_UTF8);
        assertThat(refusal(line)).hasMessageContaining("byte 10 ");
        assertThat(read("{\"text\":\"好\"}").text()).isEqualTo("好");
    }

    @Test
    void readsATextOfAMegabyte() throws Exception {
        String text = "长".repeat(1 << 20);
        assertThat(read("{\"text\":\"" + text + "\"}").text()).isEqualTo(text);
    }

    @Test
    void readsAccounts() throws Exception {
        byte[] line =
                "{\"userId\":\"u1\",\"status\":\"unverified\",\"effectiveFrom\":5}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(reader.account(line, 0, line.length))
                .isEqualTo(new AccountLine("u1", "unverified", null, 5));
        byte[] half = "{\"userId\":\"u1\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(
                        catchThrowableOfType(
                                        UnreadableLineException.class,
                                        () -> reader.account(half, 0, half.length))
                                .code())
                .isEqualTo(Code.MISSING_FIELD);
    }

    @Property(tries = 300)
    void readsBackWhatTheWriterWrote(@ForAll String text, @ForAll long sentAt) throws Exception {
        ChatMessage message =
                new ChatMessage(
                        "m", "g", "u", sentAt, "text", text, null, null, List.of(), null, null);
        ChatMessage back = readBack(message);
        message.setText(ChatLineWriter.wellFormed(text));
        assertThat(back).isEqualTo(message);
    }

    @Property(tries = 300)
    void noBytesMakeItFailOtherwise(@ForAll byte[] bytes) {
        try {
            assertThat(reader.chat(bytes, 0, bytes.length).text()).isNotNull();
        } catch (UnreadableLineException e) {
            assertThat(e.code()).isNotNull();
        }
    }

    private ChatMessage readBack(ChatMessage message) throws IOException, UnreadableLineException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ChatLineWriter writer = new ChatLineWriter(out)) {
            writer.write(message);
        }
        byte[] line = out.toByteArray();
        assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
        return reader.chat(line, 0, line.length - 1).toMessage(1);
    }
}
