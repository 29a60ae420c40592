package org.schoolcrm.itests.kills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.schoolcrm.itests.kills.channel.LoggedChannels;

/** The channels that log what they are given, as a bundle that an operator can install. */
final class ChannelJar {

    private static final String NAME = "org.schoolcrm.itests.kills.channel";
    private static final List<String> CLASSES = List.of("LoggedChannels.class", "LoggedChannel.class");

    private ChannelJar() {}

    static URI write(Path file, URI book) {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Bundle-ManifestVersion",
                        "2",
                        "Bundle-SymbolicName",
                        NAME,
                        "Bundle-Version",
                        "1.0.0",
                        "Bundle-Activator",
                        LoggedChannels.class.getName(),
                        "Import-Package",
                        "org.osgi.framework,org.schoolcrm.channel.spi,org.schoolcrm.provider.api",
                        LoggedChannels.BOOK,
                        book.toString())
                .forEach(headers::putValue);
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (var one : CLASSES) {
                jar.putNextEntry(new ZipEntry(NAME.replace('.', '/') + "/" + one));
                try (var content = LoggedChannels.class.getResourceAsStream(one)) {
                    content.transferTo(jar);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toUri();
    }
}
