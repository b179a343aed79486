package io.qundun.jobs.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.qundun.jobs.runtime.JobConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class EvidencePipelineTest {

    private static StreamExecutionEnvironment job() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        EvidenceJob.build(
                env,
                JobConfiguration.of(
                        Map.of(
                                "bootstrap.servers",
                                "localhost:1",
                                "elasticsearch.urls",
                                "http://localhost:1"),
                        EvidenceOptions.all()));
        return env;
    }

    /** A checkpoint must not have to pass through a queue between source and Elasticsearch. */
    @Test
    void eachRoadIsOneChain() throws Exception {
        JobGraph graph = job().getStreamGraph().getJobGraph();

        List<String> chains = new ArrayList<>();
        for (JobVertex vertex : graph.getVerticesSortedTopologicallyFromSources()) {
            chains.add(vertex.getName());
        }
        assertThat(chains)
                .anySatisfy(
                        chain ->
                                assertThat(chain)
                                        .contains(EvidenceNames.EVIDENCE_SOURCE)
                                        .contains(EvidenceNames.EVIDENCE_SINK))
                .anySatisfy(
                        chain ->
                                assertThat(chain)
                                        .contains(EvidenceNames.HISTORY_SOURCE)
                                        .contains(EvidenceNames.HISTORY_SINK))
                .anySatisfy(
                        chain ->
                                assertThat(chain)
                                        .contains(EvidenceNames.DEAD_LETTER_SOURCE)
                                        .contains(EvidenceNames.DEAD_LETTER_INDEX_SINK));
    }

    @Test
    void everyOperatorHasAUid() throws Exception {
        assertThat(job().getStreamGraph().getStreamNodes())
                .isNotEmpty()
                .extracting(StreamNode::getTransformationUID)
                .doesNotContainNull();
    }
}
