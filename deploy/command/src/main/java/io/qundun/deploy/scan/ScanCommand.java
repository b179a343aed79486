package io.qundun.deploy.scan;

import io.qundun.deploy.QundunException;
import io.qundun.deploy.live.ProgressLine;
import io.qundun.deploy.stack.Installation;
import io.qundun.deploy.traffic.TextInput;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyCompiler;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qundun scan}. */
@Command(
        name = "scan",
        description = {
            "Judges chat messages (JSON lines) offline and answers with one line a line, in order:"
                    + " the same analysis and rules as the moderation job's.",
            "",
            "Only \"text\" is required. Each line is judged alone; what \"sender\":{…} and"
                    + " \"group\":{…} do not say is neutral (verified, level 3). Fields that are"
                    + " not known are passed over. An unreadable line is answered with"
                    + " {\"line\":n,\"error\":{…}}, and the exit status is 1 in the end."
        })
public final class ScanCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "The policy pack; by default the shipped one.")
    private Path policyFolder;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "What to judge, gzip or not; by default standard input.")
    private Path input;

    @Option(names = "--no-classifier", description = "Judge without the policy's models.")
    private boolean noClassifier;

    private final OutputStream answers;

    /** Answers on standard output. */
    public ScanCommand() {
        // Not System.out, which hides that nobody reads it any more.
        this(new FileOutputStream(FileDescriptor.out));
    }

    ScanCommand(OutputStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (input != null && (!Files.isReadable(input) || Files.isDirectory(input))) {
            throw new ParameterException(
                    spec.commandLine(), "--input " + input + ": no readable file");
        }
        CompiledPolicy policy = policy();
        try (InputStream in =
                        input == null ? TextInput.inflated(System.in) : TextInput.open(input);
                ProgressLine progress = new ProgressLine("scanning")) {
            Scan scan =
                    new Scan(policy, Runtime.getRuntime().availableProcessors(), progress::done);
            return scan.run(in, answers).unreadable() == 0 ? 0 : 1;
        }
    }

    private CompiledPolicy policy() throws IOException {
        Path folder = policyFolder == null ? Installation.locate().defaultPolicy() : policyFolder;
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "--policy " + folder + ": no folder");
        }
        try {
            CompiledPolicy policy = PolicyCompiler.compile(PolicyFiles.read(folder));
            return noClassifier ? policy.withoutClassifier() : policy;
        } catch (InvalidPolicyException e) {
            throw new QundunException(
                    "the policy in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }
}
