package io.qundun.deploy.bench.tables;

import io.qundun.deploy.QundunException;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Characters as one font draws them: a blurred grey picture of {@value #SIDE} × {@value #SIDE}
 * points, its mean taken off and its length made 1, so that the dot product of two pictures is
 * their correlation.
 */
final class GlyphShapes {

    private static final int SIDE = 40;
    private static final int OVERSAMPLING = 4;
    private static final int BOX = SIDE * OVERSAMPLING;
    private static final double EM = 0.92;
    private static final double BASELINE = 0.86;
    private static final double BLUR = 1.2;
    private static final int MOST_SHIFT = 2;

    private final float[][] pictures;

    /** The same a quarter as large, for a first look. */
    private final float[][] sketches;

    /**
     * @param file a TrueType or OpenType collection
     * @param family the font in it
     */
    GlyphShapes(Path file, String family, char[] characters) {
        System.setProperty("java.awt.headless", "true");
        Font font = font(file, family);
        float[] kernel = kernel();
        pictures = new float[characters.length][];
        sketches = new float[characters.length][];
        for (int i = 0; i < characters.length; i++) {
            if (!font.canDisplay(characters[i])) {
                throw new QundunException("%s has no %c".formatted(family, characters[i]));
            }
            float[] picture = blurred(drawn(font, characters[i]), kernel);
            sketches[i] = normalised(sketch(picture));
            pictures[i] = normalised(picture);
        }
    }

    private static Font font(Path file, String family) {
        try {
            for (Font font : Font.createFonts(file.toFile())) {
                if (font.getFamily(Locale.ROOT).equals(family)) {
                    return font.deriveFont((float) (BOX * EM));
                }
            }
        } catch (IOException | FontFormatException e) {
            throw new QundunException("cannot read the font " + file, e);
        }
        throw new QundunException("there is no font " + family + " in " + file);
    }

    private static float[] sketch(float[] picture) {
        int side = SIDE / 2;
        float[] sketch = new float[side * side];
        for (int i = 0; i < picture.length; i++) {
            sketch[i / SIDE / 2 * side + i % SIDE / 2] += picture[i];
        }
        return sketch;
    }

    /** How alike two characters are drawn, -1 to 1, at a first look. */
    float correlation(int a, int b) {
        float[] x = sketches[a];
        float[] y = sketches[b];
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < x.length; i += 4) {
            sum0 += x[i] * y[i];
            sum1 += x[i + 1] * y[i + 1];
            sum2 += x[i + 2] * y[i + 2];
            sum3 += x[i + 3] * y[i + 3];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    /** The same when one of them may be moved by up to two points in each direction. */
    float bestCorrelation(int a, int b) {
        float best = -1;
        for (int dy = -MOST_SHIFT; dy <= MOST_SHIFT; dy++) {
            for (int dx = -MOST_SHIFT; dx <= MOST_SHIFT; dx++) {
                best = Math.max(best, shifted(pictures[a], pictures[b], dx, dy));
            }
        }
        return best;
    }

    private static float shifted(float[] x, float[] y, int dx, int dy) {
        float sum = 0;
        for (int row = Math.max(0, dy); row < Math.min(SIDE, SIDE + dy); row++) {
            for (int column = Math.max(0, dx); column < Math.min(SIDE, SIDE + dx); column++) {
                sum += x[row * SIDE + column] * y[(row - dy) * SIDE + column - dx];
            }
        }
        return sum;
    }

    private static float[] drawn(Font font, char c) {
        BufferedImage image = new BufferedImage(BOX, BOX, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        GlyphVector glyph =
                font.createGlyphVector(graphics.getFontRenderContext(), String.valueOf(c));
        Rectangle2D bounds = glyph.getLogicalBounds();
        graphics.drawGlyphVector(
                glyph, (float) ((BOX - bounds.getWidth()) / 2), (float) (BOX * BASELINE));
        graphics.dispose();
        byte[] points = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        float[] picture = new float[SIDE * SIDE];
        for (int y = 0; y < BOX; y++) {
            for (int x = 0; x < BOX; x++) {
                picture[y / OVERSAMPLING * SIDE + x / OVERSAMPLING] += points[y * BOX + x] & 0xFF;
            }
        }
        return picture;
    }

    private static float[] kernel() {
        int reach = (int) Math.ceil(BLUR * 2.5);
        float[] kernel = new float[2 * reach + 1];
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = (float) StrictMath.exp(-i * i / (2 * BLUR * BLUR));
        }
        return kernel;
    }

    private static float[] blurred(float[] picture, float[] kernel) {
        return smeared(smeared(picture, kernel, 1, SIDE), kernel, SIDE, 1);
    }

    /** Blurs along one direction: {@code step} points apart, lines {@code across} apart. */
    private static float[] smeared(float[] picture, float[] kernel, int step, int across) {
        int reach = kernel.length / 2;
        float[] out = new float[picture.length];
        for (int line = 0; line < SIDE; line++) {
            for (int at = 0; at < SIDE; at++) {
                float sum = 0;
                for (int i = Math.max(-reach, -at); i <= Math.min(reach, SIDE - 1 - at); i++) {
                    sum += kernel[i + reach] * picture[line * across + (at + i) * step];
                }
                out[line * across + at * step] = sum;
            }
        }
        return out;
    }

    private static float[] normalised(float[] picture) {
        double mean = 0;
        for (float point : picture) {
            mean += point;
        }
        mean /= picture.length;
        double square = 0;
        for (int i = 0; i < picture.length; i++) {
            picture[i] -= (float) mean;
            square += (double) picture[i] * picture[i];
        }
        float length = (float) StrictMath.sqrt(square);
        for (int i = 0; i < picture.length; i++) {
            picture[i] /= length;
        }
        return picture;
    }
}
