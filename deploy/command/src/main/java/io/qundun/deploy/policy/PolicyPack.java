package io.qundun.deploy.policy;

import io.qundun.deploy.QundunException;
import io.qundun.udfs.policy.CompiledPolicy;
import io.qundun.udfs.policy.InvalidPolicyException;
import io.qundun.udfs.policy.PolicyCompiler;
import io.qundun.udfs.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A policy pack that holds: its files and what they compile to.
 *
 * @param files as they are published
 */
public record PolicyPack(PolicyFiles files, CompiledPolicy compiled) {

    /**
     * Reads a pack and validates it, its examples included.
     *
     * @throws InvalidPolicyException with everything that is wrong with it
     * @throws QundunException when the folder cannot be read
     */
    public static PolicyPack read(Path folder) throws InvalidPolicyException {
        PolicyFiles files;
        try {
            files = PolicyFiles.read(folder);
        } catch (IOException e) {
            throw new QundunException(
                    "the policy pack " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return new PolicyPack(files, PolicyCompiler.compile(files));
    }
}
