package io.qundun.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qundun.deploy.stack.LocalServers;
import io.qundun.deploy.traffic.ChatGenerator;
import io.qundun.deploy.traffic.ChatLineWriter;
import io.qundun.deploy.traffic.TrafficEvent;
import io.qundun.deploy.traffic.TrafficPlan;
import io.qundun.schemas.ChatMessage;
import io.qundun.schemas.MatchedSpan;
import io.qundun.schemas.RuleHit;
import io.qundun.schemas.Topic;
import io.qundun.schemas.Verdict;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code qundun scan} and the moderation job judge alike where the sender says nothing. */
class ScanParityTest {

    @RegisterExtension static final LocalServers SERVERS = new LocalServers();

    private static final int MESSAGES = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    @Test
    void tenThousandMessagesEachOfASenderOfItsOwn() throws Exception {
        List<ChatMessage> messages = messages();
        Path input = folder.resolve("chat.jsonl");
        try (ChatLineWriter writer = new ChatLineWriter(Files.newOutputStream(input))) {
            for (ChatMessage message : messages) {
                writer.write(message);
            }
        }
        Map<String, Verdict> verdicts = new HashMap<>();
        try (ModerationStack stack = new ModerationStack(SERVERS)) {
            stack.releaseDefault();
            for (ChatMessage message : messages) {
                stack.account(message.getSenderId(), "verified", 0);
            }
            for (ChatMessage message : messages) {
                stack.send(Topic.CHAT_MESSAGE, message.getGroupId(), message);
            }
            stack.flush();
            stack.startModeration(Map.of());
            stack.awaitJudged(MESSAGES);
            for (Verdict verdict : stack.verdicts()) {
                verdicts.put(verdict.getMessageId(), verdict);
            }
        }

        Path answers = folder.resolve("answers.jsonl");
        ChildCommand scan = ChildCommand.run(answers, "scan", "--input", input.toString());
        assertThat(scan.status()).as(scan.err()).isZero();
        Set<String> actions = new HashSet<>();
        int lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(answers)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode answer = JSON.readTree(line);
                assertThat(answer.path("messageId").asText())
                        .isEqualTo(messages.get(lines).getMessageId());
                Verdict verdict = verdicts.get(answer.path("messageId").asText());
                assertThat(comparable(verdict)).isEqualTo(comparable(answer));
                actions.add(verdict.getAction());
                lines++;
            }
        }
        assertThat(lines).isEqualTo(MESSAGES);
        assertThat(actions).contains("allow", "review", "remove");
    }

    /** Made-up chat, each message with an id and a sender of its own. */
    private static List<ChatMessage> messages() {
        ChatGenerator generator =
                new ChatGenerator(
                        new TrafficPlan(
                                7, System.currentTimeMillis(), 200, TrafficPlan.Rhythm.STEADY, 50));
        List<ChatMessage> messages = new ArrayList<>();
        while (messages.size() < MESSAGES) {
            if (generator.next() instanceof TrafficEvent.Chat chat) {
                int n = messages.size();
                messages.add(
                        ChatMessage.newBuilder(chat.message())
                                .setMessageId("parity-" + n)
                                .setSenderId("sender-" + n)
                                .setSentAt(System.currentTimeMillis())
                                .build());
            }
        }
        return messages;
    }

    private static Map<String, Object> comparable(Verdict verdict) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("action", verdict.getAction());
        fields.put("categories", verdict.getCategories());
        List<String> rules = new ArrayList<>();
        for (RuleHit rule : verdict.getRules()) {
            if (rule.getMode().equals("live")) {
                rules.add(rule.getRuleId());
            }
        }
        fields.put("rules", rules);
        List<String> hits = new ArrayList<>();
        for (MatchedSpan hit : verdict.getHits()) {
            hits.add(
                    hit.getTerm()
                            + hit.getStart()
                            + "-"
                            + hit.getEnd()
                            + hit.getConfidence()
                            + hit.getVia());
        }
        fields.put("hits", hits);
        fields.put("scores", new TreeMap<>(verdict.getScores()));
        return fields;
    }

    private static Map<String, Object> comparable(JsonNode answer) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("action", answer.path("action").asText());
        fields.put("categories", texts(answer.path("categories")));
        fields.put("rules", texts(answer.path("rules")));
        List<String> hits = new ArrayList<>();
        for (JsonNode hit : answer.path("hits")) {
            hits.add(
                    hit.path("term").asText()
                            + hit.path("start").asInt()
                            + "-"
                            + hit.path("end").asInt()
                            + hit.path("confidence").asDouble()
                            + texts(hit.path("via")));
        }
        fields.put("hits", hits);
        Map<String, Double> scores = new TreeMap<>();
        answer.path("scores")
                .properties()
                .forEach(score -> scores.put(score.getKey(), score.getValue().asDouble()));
        fields.put("scores", scores);
        return fields;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
