package io.qundun.deploy.model;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.stack.Installation;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyCompiler;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which policy to measure, and what it compiles to. */
final class PolicyFolder {

    @Option(names = "--policy", paramLabel = "DIR", description = "By default the shipped one.")
    private Path folder;

    /**
     * @throws QundunException when it cannot be read or is wrong
     */
    CompiledPolicy compile() {
        Path chosen = folder == null ? Installation.locate().defaultPolicy() : folder;
        try {
            return PolicyCompiler.compile(PolicyFiles.read(chosen));
        } catch (IOException | InvalidPolicyException e) {
            throw new QundunException(
                    "the policy in " + chosen + " cannot be used: " + e.getMessage(), e);
        }
    }
}
