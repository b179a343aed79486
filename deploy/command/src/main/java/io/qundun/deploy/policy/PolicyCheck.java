package io.qundun.deploy.policy;

import io.qundun.deploy.stack.Installation;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyDefect;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qundun policy check}. */
@Command(
        name = "check",
        description =
                "Validates a pack, types of rules and outcomes of examples included, and prints each"
                        + " defect as file:line: message.")
public final class PolicyCheck implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The pack's folder. (default: the shipped one)")
    private Path folder;

    @Override
    public Integer call() {
        Path pack = folder == null ? Installation.locate().defaultPolicy() : folder;
        PrintWriter out = spec.commandLine().getOut();
        try {
            PolicyPack valid = PolicyPack.read(pack);
            out.println(summary(valid));
            return 0;
        } catch (InvalidPolicyException e) {
            for (PolicyDefect defect : e.defects()) {
                out.println(pack.resolve(defect.file()) + describe(defect));
            }
            return 1;
        }
    }

    private static String describe(PolicyDefect defect) {
        return (defect.line() > 0 ? ":" + defect.line() : "") + ": " + defect.message();
    }

    private static String summary(PolicyPack pack) {
        CompiledPolicy policy = pack.compiled();
        return policy.id()
                + " version "
                + policy.version()
                + " is valid: "
                + policy.categories().size()
                + " categories, "
                + policy.rules().size()
                + " rules, "
                + pack.files().paths().size()
                + " files"
                + (policy.hasClassifier() ? ", with a classifier" : ", without a classifier")
                + ", hash "
                + policy.hash();
    }
}
