package io.qundun.jobs.activity;

import io.qundun.jobs.activity.state.GradeOutput;
import io.qundun.jobs.activity.state.GroupInput;
import io.qundun.jobs.runtime.policy.ReleasedTables;
import io.qundun.jobs.runtime.policy.TablesByVersion;
import io.qundun.schemas.GroupActivity;
import io.qundun.schemas.LateActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** The group's function in Flink's operator harness, over any number of subtasks. */
final class ActivityHarness implements AutoCloseable {

    private static final int MAX_PARALLELISM = 16;

    final List<GroupActivity> activities = new ArrayList<>();
    final List<GradeOutput> grades = new ArrayList<>();
    final List<LateActivity> late = new ArrayList<>();
    long watermark = Long.MIN_VALUE;

    private List<
                    KeyedBroadcastOperatorTestHarness<
                            String, GroupInput, ReleasedTables, GroupActivity>>
            subtasks = new ArrayList<>();

    ActivityHarness(int parallelism) throws Exception {
        open(parallelism, null, 0);
    }

    private void open(int parallelism, OperatorSubtaskState state, int before) throws Exception {
        subtasks = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            KeyedBroadcastOperatorTestHarness<String, GroupInput, ReleasedTables, GroupActivity>
                    subtask =
                            new KeyedBroadcastOperatorTestHarness<>(
                                    new CoBroadcastWithKeyedOperator<>(
                                            new GroupActivityFunction(),
                                            List.of(TablesByVersion.STATE)),
                                    input -> input.groupId,
                                    Types.STRING,
                                    MAX_PARALLELISM,
                                    parallelism,
                                    i);
            Configuration configuration = new Configuration();
            configuration.set(PipelineOptions.GENERIC_TYPES, false);
            subtask.getExecutionConfig().configure(configuration, getClass().getClassLoader());
            subtask.setup(
                    ActivityNames.ACTIVITY.createSerializer(
                            subtask.getExecutionConfig().getSerializerConfig()));
            if (state != null) {
                subtask.initializeState(
                        KeyedBroadcastOperatorTestHarness.repartitionOperatorState(
                                state, MAX_PARALLELISM, before, parallelism, i));
            }
            subtask.open();
            subtask.processBroadcastWatermark(Watermark.MAX_WATERMARK);
            subtasks.add(subtask);
        }
        watermark = Long.MIN_VALUE;
    }

    /** Goes on from a snapshot at another parallelism; event time begins anew. */
    void restart(int parallelism) throws Exception {
        drain();
        OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = subtasks.get(i).snapshot(1, 1);
        }
        close();
        open(parallelism, KeyedBroadcastOperatorTestHarness.repackageState(states), states.length);
    }

    void release(ReleasedTables tables) throws Exception {
        for (var subtask : subtasks) {
            subtask.processBroadcastElement(tables, 0);
        }
    }

    void take(GroupInput input) throws Exception {
        int subtask =
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        input.groupId, MAX_PARALLELISM, subtasks.size());
        subtasks.get(subtask).processElement(new StreamRecord<>(input));
    }

    void advance(long time) throws Exception {
        watermark = time;
        for (var subtask : subtasks) {
            subtask.processWatermark(new Watermark(time));
        }
        drain();
    }

    int stateEntries() {
        int entries = 0;
        for (var subtask : subtasks) {
            entries +=
                    ((HeapKeyedStateBackend<?>) subtask.getOperator().getKeyedStateBackend())
                            .numKeyValueStateEntries();
        }
        return entries;
    }

    /** Bytes of one group's rings and profile; members and judged messages are beside. */
    long stateBytes(String group) throws Exception {
        long bytes = 0;
        for (var subtask : subtasks) {
            KeyedStateBackend<String> backend = subtask.getOperator().getKeyedStateBackend();
            backend.setCurrentKey(group);
            for (var state :
                    List.of(ActivityNames.MINUTES, ActivityNames.HOURS, ActivityNames.GROUP)) {
                byte[] value =
                        backend.getPartitionedState(
                                        VoidNamespace.INSTANCE,
                                        VoidNamespaceSerializer.INSTANCE,
                                        state)
                                .value();
                bytes += value == null ? 0 : value.length;
            }
        }
        return bytes;
    }

    int timers() {
        int timers = 0;
        for (var subtask : subtasks) {
            timers += subtask.numEventTimeTimers();
        }
        return timers;
    }

    void drain() {
        for (var subtask : subtasks) {
            activities.addAll(subtask.extractOutputValues());
            subtask.getOutput().clear();
            take(subtask.getSideOutput(ActivityNames.GRADES), grades);
            take(subtask.getSideOutput(ActivityNames.LATE), late);
        }
    }

    private static <T> void take(Queue<StreamRecord<T>> from, List<T> to) {
        if (from == null) {
            return;
        }
        for (StreamRecord<T> record : from) {
            to.add(record.getValue());
        }
        from.clear();
    }

    @Override
    public void close() throws Exception {
        for (var subtask : subtasks) {
            subtask.close();
        }
    }
}
