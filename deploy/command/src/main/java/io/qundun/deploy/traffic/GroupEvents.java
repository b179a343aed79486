package io.qundun.deploy.traffic;

import io.qundun.schemas.GroupEvent;
import java.util.ArrayList;
import java.util.List;

/** Makes group events with ids of their own. For one thread. */
final class GroupEvents {

    private final long seed;
    private long events;

    GroupEvents(long seed) {
        this.seed = seed;
    }

    private GroupEvent.Builder event(String groupId, String type, long at) {
        return GroupEvent.newBuilder()
                .setEventId(String.format("ge-%x-%08d", seed, ++events))
                .setGroupId(groupId)
                .setType(type)
                .setOccurredAt(at);
    }

    GroupEvent created(String groupId, String creator, String category, long at) {
        return event(groupId, "created", at)
                .setUserId(creator)
                .setName("群 " + groupId)
                .setCategory(category)
                .build();
    }

    GroupEvent joined(String groupId, String userId, long at) {
        return event(groupId, "joined", at).setUserId(userId).build();
    }

    GroupEvent left(String groupId, String userId, long at) {
        return event(groupId, "left", at).setUserId(userId).build();
    }

    GroupEvent removed(String groupId, String userId, String by, long at) {
        return event(groupId, "removed", at).setUserId(userId).setActorId(by).build();
    }

    GroupEvent manager(String groupId, String userId, String by, long at) {
        return event(groupId, "role_granted", at)
                .setUserId(userId)
                .setActorId(by)
                .setRole("manager")
                .build();
    }

    GroupEvent closed(String groupId, String by, long at) {
        return event(groupId, "closed", at).setActorId(by).build();
    }

    /** How a group came to be what it is: its creation, its members, one of them a manager. */
    List<GroupEvent> history(SampleGroup group, long createdAt) {
        List<GroupEvent> history = new ArrayList<>(group.size() + 2);
        String creator = group.member(0);
        history.add(created(group.id(), creator, group.category(), createdAt));
        for (int member = 1; member < group.size(); member++) {
            history.add(joined(group.id(), group.member(member), createdAt + member));
        }
        if (group.size() > 1) {
            history.add(manager(group.id(), group.member(1), creator, createdAt + group.size()));
        }
        return history;
    }
}
