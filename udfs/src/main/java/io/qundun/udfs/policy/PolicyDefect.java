package io.qundun.udfs.policy;

/**
 * One thing wrong with a policy pack.
 *
 * @param file the file inside the pack, with '/' between folders
 * @param line from 1; 0 when it concerns the whole file
 * @param message what is wrong and what to do
 */
public record PolicyDefect(String file, int line, String message) {
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
