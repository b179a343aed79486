package io.qundun.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
public final class QundunVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = QundunVersion.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        }
        return new String[] {"qundun " + properties.getProperty("version")};
    }
}
