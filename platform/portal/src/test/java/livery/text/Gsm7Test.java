package livery.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Gsm7Test {

  private static final byte[] ESCAPE = {0x1B};

  @Test
  void every_row_of_the_unicode_table_goes_there_and_back() throws IOException {
    for (var row : unicodeTable()) {
      var septets = HexFormat.of().parseHex(row[0].substring(2));
      var text = Character.toString(Integer.parseInt(row[1].substring(2), 16));

      assertThat(Gsm7.decode(septets)).as(row[0]).isEqualTo(text);
      if (septets.length > 1 || septets[0] != 0x1B) {
        assertThat(Gsm7.encode(text)).as(row[0]).isEqualTo(septets);
        assertThat(Gsm7.units(text.charAt(0))).as(row[0]).isEqualTo(septets.length);
      }
    }
  }

  @Test
  void a_no_break_space_is_not_in_the_alphabet_because_its_septet_is_the_escape() {
    assertThat(Gsm7.covers("\u00A0")).isFalse();
    assertThat(Gsm7.decode(ESCAPE)).isEqualTo("\u00A0");
  }

  @Test
  void an_unknown_extension_is_read_from_the_basic_table() {
    assertThat(Gsm7.decode(new byte[] {0x1B, 'A', 0x1B, 0x1B, 'B'})).isEqualTo("A B");
  }

  @Test
  void octets_that_are_no_septets_become_the_replacement_character() {
    assertThat(Gsm7.decode(new byte[] {'a', (byte) 0x80, 0x1B, (byte) 0xFF, 'b'}))
        .isEqualTo("a\uFFFD\uFFFDb");
  }

  @Test
  void packs_as_the_known_example_does() {
    var packed = HexFormat.of().parseHex("e8329bfd4697d9ec37");

    assertThat(Gsm7.pack("hellohello", 0)).isEqualTo(packed);
    assertThat(Gsm7.unpack(packed, 0)).isEqualTo("hellohello");
  }

  @Test
  void packed_text_begins_at_the_septet_after_its_header() {
    assertThat(Gsm7.pack("a", 6)).isEqualTo(HexFormat.of().parseHex("c2"));
    assertThat(Gsm7.pack("a", 7)).isEqualTo(HexFormat.of().parseHex("61"));
    assertThat(Gsm7.pack("x".repeat(153), 6)).hasSize(134);
    assertThat(Gsm7.pack("x".repeat(152), 7)).hasSize(133);
    assertThat(Gsm7.pack("x".repeat(160), 0)).hasSize(140);
  }

  @Test
  void seven_bits_that_are_left_over_are_no_character() {
    assertThat(Gsm7.pack("vote 12", 0)).isEqualTo(HexFormat.of().parseHex("f637bd0c8ac91a"));
    assertThat(Gsm7.unpack(HexFormat.of().parseHex("f637bd0c8ac91a"), 0)).isEqualTo("vote 12");
  }

  @Test
  void what_fills_the_last_octet_is_kept() {
    for (var header : new int[] {0, 6, 7}) {
      for (var length = 1; length <= 24; length++) {
        var at = "x".repeat(length - 1) + "@";
        var lines = "x".repeat(length - 1) + "\r";

        assertThat(Gsm7.unpack(Gsm7.pack(at, header), header)).isEqualTo(at);
        assertThat(Gsm7.unpack(Gsm7.pack(lines, header), header)).startsWith(lines);
      }
    }
    assertThat(Gsm7.pack("1234567@", 0)).isEqualTo(HexFormat.of().parseHex("31d98c56b3dd00"));
    assertThat(Gsm7.pack("1234567\r", 0)).isEqualTo(HexFormat.of().parseHex("31d98c56b3dd1a0d"));
    assertThat(Gsm7.pack("x".repeat(159) + "\r", 0)).hasSize(140);
    assertThat(Gsm7.pack("x".repeat(152) + "\r", 6)).hasSize(134);
  }

  @Test
  void any_septets_survive_packing_and_any_octets_decode() {
    var random = new Random(338);
    for (var round = 0; round < 20_000; round++) {
      var octets = new byte[random.nextInt(300)];
      random.nextBytes(octets);

      assertThat(Gsm7.decode(octets)).isNotNull();
      assertThat(Ucs2.decode(octets)).isNotNull();
      assertThat(Gsm7.unpack(octets, random.nextInt(8))).isNotNull();
      for (var i = 0; i < octets.length; i++) {
        octets[i] &= 0x7F;
      }
      var text = Gsm7.decode(octets).replace('\u00A0', ' ');
      assertThat(Gsm7.decode(Gsm7.encode(text))).isEqualTo(text);
      var header = random.nextInt(8);
      assertThat(Gsm7.unpack(Gsm7.pack(text + "x", header), header)).isEqualTo(text + "x");
      var at = text + "@";
      assertThat(Gsm7.unpack(Gsm7.pack(at, header), header)).isEqualTo(at);
    }
  }

  @Test
  void half_a_character_of_ucs2_becomes_the_replacement_character() {
    assertThat(Ucs2.decode(HexFormat.of().parseHex("0414d83d041000"))).isEqualTo("Д\uFFFDА\uFFFD");
    assertThat(Ucs2.decode(HexFormat.of().parseHex("d83dde1c"))).isEqualTo("😜");
    assertThat(Ucs2.decode(HexFormat.of().parseHex("fffe1404"))).isEqualTo("Д");
    assertThat(Ucs2.decode(HexFormat.of().parseHex("feff0414"))).isEqualTo("Д");
    assertThat(Ucs2.encode("Д\uD83D")).isEqualTo(HexFormat.of().parseHex("0414fffd"));
  }

  private static List<String[]> unicodeTable() throws IOException {
    var file = Path.of(System.getProperty("livery.shared", ""), "data", "GSM0338.TXT");
    assumeTrue(
        Files.exists(file),
        "GSM0338.TXT is not in -Dlivery.shared=…/data; get it from unicode.org/Public/MAPPINGS/ETSI");
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith("0x"))
        .map(line -> line.split("\t"))
        .toList();
  }
}
