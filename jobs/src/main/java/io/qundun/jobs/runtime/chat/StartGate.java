package io.qundun.jobs.runtime.chat;

import java.io.Serializable;

/**
 * Says when chat may begin after a start of the job or of its tasks. Until then messages wait in
 * Kafka, not in memory.
 */
public interface StartGate extends Serializable {

    /** A gate that is always open. */
    StartGate OPEN =
            firstStart ->
                    new Probe() {
                        @Override
                        public void arm() {}

                        @Override
                        public boolean open() {
                            return true;
                        }

                        @Override
                        public void close() {}
                    };

    /**
     * A probe of one run of the job.
     *
     * @param everOpened whether the checkpoint that this run starts from was taken after the gate
     *     had opened
     */
    Probe probe(boolean everOpened) throws Exception;

    /** Called on one worker thread of the JobManager; may block for seconds, not longer. */
    interface Probe extends AutoCloseable {

        /** Tasks have (re)started: from here on, {@link #open} speaks of what must be known now. */
        void arm() throws Exception;

        /** Whether chat may begin. */
        boolean open() throws Exception;
    }
}
