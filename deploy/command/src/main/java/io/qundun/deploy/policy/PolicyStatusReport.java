package io.qundun.deploy.policy;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.topics.KafkaConnection;
import io.qundun.schemas.PolicyProblem;
import io.qundun.schemas.PolicyStatus;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qundun policy status}. */
@Command(
        name = "status",
        description = "Prints what became of each published version, the newest last.")
public final class PolicyStatusReport implements Runnable {

    @Spec private CommandSpec spec;
    @Mixin private KafkaConnection kafka;

    @Override
    public void run() {
        PolicyStatuses statuses;
        try {
            statuses = PolicyStatuses.read(kafka.properties());
        } catch (KafkaException e) {
            throw new QundunException("policy status cannot be read: " + e.getMessage(), e);
        }
        print(statuses.latest(), spec.commandLine().getOut());
        PrintWriter err = spec.commandLine().getErr();
        if (statuses.latest().isEmpty()) {
            err.println("no release has been looked at yet");
        }
        if (statuses.unreadable() > 0) {
            err.println(statuses.unreadable() + " records could not be read and were passed over");
        }
    }

    private static void print(Collection<PolicyStatus> statuses, PrintWriter out) {
        for (PolicyStatus status : statuses) {
            out.println(
                    String.format(
                            "%s version %d  %-10s  at %s, effective from %s, hash %s",
                            status.getPackId(),
                            status.getVersion(),
                            status.getState(),
                            Instant.ofEpochMilli(status.getDecidedAt()),
                            Instant.ofEpochMilli(status.getEffectiveFrom()),
                            status.getHash()));
            for (PolicyProblem problem : status.getProblems()) {
                out.println("  " + place(problem) + problem.getMessage());
            }
        }
    }

    private static String place(PolicyProblem problem) {
        if (problem.getFile().isEmpty()) {
            return "";
        }
        return problem.getFile() + (problem.getLine() > 0 ? ":" + problem.getLine() : "") + ": ";
    }
}
