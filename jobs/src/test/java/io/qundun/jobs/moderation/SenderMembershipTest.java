package io.qundun.jobs.moderation;

import static io.qundun.jobs.moderation.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.SenderContext;
import io.qundun.schemas.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Role and time of joining reach the verdict as of the message. */
class SenderMembershipTest {

    private static final long DAY = 86_400_000;
    private static final String GROUP = "group-1";
    private static final String HARMLESS = "大家好";

    private DecisionHarness harness;

    @BeforeEach
    void open() throws Exception {
        harness = DecisionHarness.with(TestPolicy.bundle(1, "refuse"));
        harness.status("verified", 0);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private SenderContext said(long time) throws Exception {
        harness.message("m" + time, HARMLESS, time);
        return harness.lastVerdict().getSender();
    }

    @Test
    void whoHasJustJoinedIsNewAndWhoJoinedBeforeIsNot() throws Exception {
        harness.membership(GROUP, "joined", null, START);

        assertThat(said(START - 1).getNewMember()).isFalse();
        assertThat(said(START + 1).getNewMember()).isTrue();
        assertThat(said(START + DAY).getNewMember()).isFalse();
    }

    @Test
    void aRoleIsThatOfItsGroupAsOfTheMessage() throws Exception {
        harness.membership(GROUP, "role_granted", "manager", START + 10);
        harness.membership("group-2", "created", null, START);

        assertThat(said(START).getRole()).isEqualTo("member");
        assertThat(said(START + 10).getRole()).isEqualTo("manager");
    }

    @Test
    void whatIsOverIsForgottenADayLaterAndAllOfItWithTheAccount() throws Exception {
        harness.membership(GROUP, "joined", null, START);
        harness.membership(GROUP, "left", null, START + 10);
        assertThat(said(START + 5).getNewMember()).isTrue();
        harness.membership("group-2", "joined", null, START + 2 * DAY);
        harness.membership("group-2", "left", null, START + 3 * DAY);
        assertThat(said(START + 6).getNewMember()).isFalse();

        harness.flink.watermark(START + 30 * DAY);
        harness.ended(Topic.ACCOUNT_STATUS.topicName());
        assertThat(harness.keyedStateEntries()).isZero();
    }
}
