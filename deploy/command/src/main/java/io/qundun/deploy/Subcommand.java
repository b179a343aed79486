package io.qundun.deploy;

/**
 * A subcommand of {@code qundun} from a module further out, found by {@link
 * java.util.ServiceLoader} on the class path. The implementation carries picocli's annotations.
 */
public interface Subcommand {}
