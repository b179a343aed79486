package io.qundun.jobs.evidence.elasticsearch;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * The context for a writer inside a writer. Both would register the same metrics, and the records
 * of the inner one would count as records of the outer; so the inner one's are not registered.
 */
final class UnmeasuredContext implements WriterInitContext {

    private final WriterInitContext outer;

    UnmeasuredContext(WriterInitContext outer) {
        this.outer = outer;
    }

    @Override
    public SinkWriterMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSinkWriterMetricGroup();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return outer.getUserCodeClassLoader();
    }

    @Override
    public MailboxExecutor getMailboxExecutor() {
        return outer.getMailboxExecutor();
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
        return outer.getProcessingTimeService();
    }

    @Override
    public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
        return outer.asSerializationSchemaInitializationContext();
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return outer.isObjectReuseEnabled();
    }

    @Override
    public <T> TypeSerializer<T> createInputSerializer() {
        return outer.createInputSerializer();
    }

    @Override
    public <M> Optional<Consumer<M>> metadataConsumer() {
        return outer.metadataConsumer();
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return outer.getRestoredCheckpointId();
    }

    @Override
    public JobInfo getJobInfo() {
        return outer.getJobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
        return outer.getTaskInfo();
    }
}
