package io.qundun.udfs.sql;

import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyCompiler;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * A function that asks a policy. The job parameter {@value #POLICY_FOLDER} names the pack's folder
 * on the task managers' file system; each folder is compiled once a process, so a changed pack
 * needs a new process.
 */
public abstract class PolicyFunction extends ScalarFunction {
    /** The job parameter with the pack's folder. */
    public static final String POLICY_FOLDER = "qundun.policy.dir";

    private static final long serialVersionUID = 1L;
    private static final Map<Path, CompiledPolicy> COMPILED = new HashMap<>();

    private transient CompiledPolicy policy;

    @Override
    public void open(FunctionContext context) throws Exception {
        String folder = context.getJobParameter(POLICY_FOLDER, null);
        if (folder == null || folder.isBlank()) {
            throw new IllegalArgumentException(
                    "%s needs the job parameter %s with the policy pack's folder: SET 'pipeline.global-job-parameters' = '%s:/path/to/pack'"
                            .formatted(getClass().getSimpleName(), POLICY_FOLDER, POLICY_FOLDER));
        }
        policy = compiled(Path.of(folder).toAbsolutePath().normalize());
    }

    /** The policy; not before {@link #open}. */
    final CompiledPolicy policy() {
        return policy;
    }

    private static CompiledPolicy compiled(Path folder) throws IOException {
        synchronized (COMPILED) {
            CompiledPolicy known = COMPILED.get(folder);
            if (known == null) {
                try {
                    known = PolicyCompiler.compile(PolicyFiles.read(folder));
                } catch (InvalidPolicyException e) {
                    throw new IOException(
                            "the policy pack in " + folder + ": " + e.getMessage(), e);
                }
                COMPILED.put(folder, known);
            }
            return known;
        }
    }
}
