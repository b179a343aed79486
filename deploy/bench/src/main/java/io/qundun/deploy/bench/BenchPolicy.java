package io.qundun.deploy.bench;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.policy.PolicyPack;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyCompiler;
import io.qundun.udfs.policy.PolicyDefect;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The pack that is measured.
 *
 * @param modelDefect why its models cannot be used, when they cannot; null otherwise. The pack is
 *     then measured without them
 */
record BenchPolicy(PolicyPack pack, String modelDefect) {

    private static final String MODELS = "models.yaml";

    /**
     * Reads a pack.
     *
     * @throws QundunException when it does not hold, its models aside
     */
    static BenchPolicy read(Path folder) {
        PolicyFiles files;
        try {
            files = PolicyFiles.read(folder);
        } catch (IOException e) {
            throw new QundunException(
                    "the policy pack " + folder + " cannot be read: " + e.getMessage(), e);
        }
        try {
            return new BenchPolicy(new PolicyPack(files, PolicyCompiler.compile(files)), null);
        } catch (InvalidPolicyException e) {
            PolicyDefect first = e.defects().get(0);
            for (PolicyDefect defect : e.defects()) {
                if (!defect.file().equals(MODELS)) {
                    throw refused(folder, defect, e);
                }
            }
            return withoutModels(folder, files, first.message());
        }
    }

    private static BenchPolicy withoutModels(Path folder, PolicyFiles files, String modelDefect) {
        Map<String, byte[]> rest = new HashMap<>();
        for (String path : files.paths()) {
            if (!path.equals(MODELS)) {
                rest.put(path, files.bytes(path));
            }
        }
        PolicyFiles left = PolicyFiles.of(rest);
        try {
            return new BenchPolicy(new PolicyPack(left, PolicyCompiler.compile(left)), modelDefect);
        } catch (InvalidPolicyException e) {
            throw refused(folder, e.defects().get(0), e);
        }
    }

    private static QundunException refused(Path folder, PolicyDefect defect, Exception cause) {
        return new QundunException(
                "the policy pack "
                        + folder
                        + " does not hold: "
                        + defect.file()
                        + ":"
                        + defect.line()
                        + ": "
                        + defect.message()
                        + " (see qundun policy check)",
                cause);
    }
}
