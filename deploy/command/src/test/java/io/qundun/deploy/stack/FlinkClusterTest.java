package io.qundun.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FlinkClusterTest {

    private static FlinkCluster flink;

    @BeforeAll
    static void start() {
        flink = FlinkCluster.start(FlinkCluster.Options.in(LocalServers.folder("flink"), 2));
    }

    @AfterAll
    static void stop() {
        flink.close();
    }

    private static final class FailAtTheHundredth implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            if (value == 100) {
                throw new IllegalStateException("the hundredth");
            }
            return value;
        }
    }

    private static StreamGraph job(String name, long numbers, MapFunction<Long, Long> function) {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(1);
        environment.enableCheckpointing(100);
        environment
                .fromSequence(1, numbers)
                .map(function)
                .returns(Long.class)
                .sinkTo(new DiscardingSink<>());
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(name);
        return graph;
    }

    @Test
    void aJobRunsToItsEnd() throws Exception {
        FlinkJob job = flink.submit(job("ends", 1_000, value -> value));

        JobResult result = job.result().get(30, TimeUnit.SECONDS);

        assertThat(result.isSuccess()).isTrue();
        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(job.failure()).isEmpty();
    }

    @Test
    void aFailureIsTold() throws Exception {
        FlinkJob job = flink.submit(job("fails", 1_000, new FailAtTheHundredth()));

        assertThat(job.result().get(30, TimeUnit.SECONDS).isSuccess()).isFalse();

        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure()).get().asString().contains("the hundredth");
    }

    @Test
    void aRunningJobTakesSavepointsAndIsCancelled() {
        FlinkJob job = flink.submit(job("runs", Long.MAX_VALUE, value -> value));
        assertThat(job.checkpoint()).startsWith("file:");
        assertThat(job.savepoint(LocalServers.folder("savepoint"))).startsWith("file:");
        job.cancel();

        assertThat(job.status()).isEqualTo(JobStatus.CANCELED);
    }

    @Test
    void theWebPageIsServed() throws Exception {
        HttpResponse<String> page =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(flink.webPage()).build(),
                                HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Apache Flink");
        assertThat(flink.webPage().getHost()).isEqualTo("127.0.0.1");
    }
}
