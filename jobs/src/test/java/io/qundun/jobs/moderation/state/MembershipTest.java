package io.qundun.jobs.moderation.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.schemas.GroupEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final long DAY = Membership.NEW_MILLIS;

    private static GroupEvent event(String type, String role, long at) {
        return GroupEvent.newBuilder()
                .setEventId(type + at)
                .setGroupId("g")
                .setType(type)
                .setUserId("u")
                .setRole(role)
                .setOccurredAt(at)
                .build();
    }

    private static Membership of(GroupEvent... events) {
        Membership membership = new Membership();
        for (GroupEvent event : events) {
            membership = membership.with(event);
        }
        return membership;
    }

    @Test
    void aRoleHoldsFromItsGrantToItsWithdrawal() {
        Membership membership =
                of(
                        event("joined", null, 100),
                        event("role_granted", "manager", 200),
                        event("role_withdrawn", "manager", 300));

        assertThat(membership.roleAt(50)).isEqualTo("member");
        assertThat(membership.roleAt(199)).isEqualTo("member");
        assertThat(membership.roleAt(200)).isEqualTo("manager");
        assertThat(membership.roleAt(299)).isEqualTo("manager");
        assertThat(membership.roleAt(300)).isEqualTo("member");
        assertThat(of(event("created", null, 0)).roleAt(1)).isEqualTo("creator");
        assertThat(of(event("role_granted", "creator", 0)).roleAt(1)).isEqualTo("creator");
    }

    @Test
    void isNewForADayAfterEachTimeOfJoining() {
        Membership membership =
                of(
                        event("joined", null, 0),
                        event("left", null, 10 * DAY),
                        event("joined", null, 11 * DAY));

        assertThat(membership.isNewAt(-1)).isFalse();
        assertThat(membership.isNewAt(DAY - 1)).isTrue();
        assertThat(membership.isNewAt(DAY)).isFalse();
        assertThat(membership.isNewAt(10 * DAY + 1)).isFalse();
        assertThat(membership.isNewAt(11 * DAY + 1)).isTrue();
        assertThat(of(event("created", null, 0)).isNewAt(1)).isFalse();
        assertThat(of(event("joined", null, 0), event("removed", null, 5)).isNewAt(6)).isFalse();
    }

    @Test
    void eventsThatConcernNoMemberAreTold() {
        assertThat(Membership.concerns(event("joined", null, 0))).isTrue();
        assertThat(Membership.concerns(event("renamed", null, 0))).isFalse();
        assertThat(Membership.concerns(event("celebrated", null, 0))).isFalse();
        GroupEvent nobody = event("joined", null, 0);
        nobody.setUserId(null);
        assertThat(Membership.concerns(nobody)).isFalse();
    }

    @Test
    void isBounded() {
        Membership membership = new Membership();
        for (int i = 0; i < 100; i++) {
            membership = membership.with(event(i % 2 == 0 ? "joined" : "left", null, i));
        }
        assertThat(membership.at).hasSize(Membership.MAX_CHANGES);
        assertThat(membership.isOverAt(200)).isTrue();
    }

    @Property(tries = 200)
    void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        List<GroupEvent> events = new ArrayList<>();
        String[] types = {"joined", "left", "role_granted", "role_withdrawn", "created"};
        for (int i = 0; i < 10; i++) {
            events.add(event(types[random.nextInt(types.length)], "manager", random.nextInt(6)));
        }
        Membership inOrder = of(events.toArray(new GroupEvent[0]));
        events.addAll(events.subList(0, 3));
        Collections.shuffle(events, random);
        Membership shuffled = of(events.toArray(new GroupEvent[0]));
        assertThat(shuffled.at).isEqualTo(inOrder.at);
        assertThat(shuffled.what).isEqualTo(inOrder.what);
    }
}
