// Words of which the municipality is made: people, places, animals, trees, homes. All of it invented;
// no list of real persons was used.

export const FIRST_NAMES =
  'Adam Agnes Ahmed Alba Albin Alice Alma Alva Amanda Amir Anders Anita Anton Arvid Asta Astrid Axel Barbro Bengt Birgit Bo Britt Camilla Carin Cecilia Charlie Dagny Daniel Dragan Ebba Edith Edvin Einar Elias Elin Elisabet Ella Ellen Elsa Elvira Emil Emilia Erik Ester Eva Farah Fatima Felicia Filip Folke Fredrik Frida Gabriel Georg Greta Gunilla Gunnar Gustav Göran Hamid Hanna Hans Harald Hassan Hedda Helena Henrik Hilda Hjalmar Hugo Ida Inga Ingrid Irma Isak Ivar Jakob Jamila Jan Jasmin Jenny Jens Joakim Johanna John Jonas Josef Judit Julia Kalle Karim Karl Katarina Kerstin Kim Klara Knut Lars Leia Leila Lena Leo Li Liam Lina Linnea Lisbet Lisa Loke Lovisa Ludvig Lukas Magnus Mai Maja Malin Malte Margit Maria Marta Martin Matilda Mats Melker Mikael Milla Mira Moa Mohamed Molly Nadja Nanna Nils Nina Noah Noor Nora Ola Olga Olle Olof Oskar Otto Per Petra Pia Rasmus Rebecka Reza Rolf Ronja Rune Rut Saga Sally Samir Samuel Sandra Sanna Sara Selma Siri Sixten Sofia Stella Sten Stig Sune Svea Sven Sylvia Tage Tekla Theo Thea Tilda Tim Tobias Tor Tove Tuva Ulf Ulla Uno Vega Vera Viggo Viktor Vilgot Vilma Vincent Yasmin Yngve Ylva Yusuf Zahra Åke Åsa Östen'.split(
    ' ',
  );

const SURNAME_STARTS =
  'Alm Ask Björk Blom Brink Dahl Ed Ek Elm Fager Fjäll Fors Fur Gran Grön Gyll Hag Hall Hav Hed Holm Häll Höst Kall Klint Kvist Lager Land Lilje Lind Ljung Lund Löv Malm Mark Norr Nord Ny Näs Oxel Palm Ros Rönn Sand Sjö Skog Sol Sten Strand Sund Söder Tall Tjäder Torn Uggel Vall Vass Vester Vik Väster Åker Åkers Äng Öster'.split(
    ' ',
  );

const SURNAME_ENDS =
  'berg blad borg by dal feldt fors garn gren hammar hed holm kvist lid lind ling löv man mark näs rot rud sjö skog ström strand torp vall vik vind åker'.split(
    ' ',
  );

const OTHER_SURNAMES =
  'Abdi Ahmadi Aziz Bakr Demir Farouk Garcia Haidari Hosseini Ibrahim Jankovic Karimi Kaya Korhonen Kowal Lehto Marin Mohammadi Nasser Nguyen Nieminen Novak Omar Petrov Rahimi Salonen Sharif Tesfaye Tran Virtala Warsame Yilmaz Zamani'.split(
    ' ',
  );

/** Surnames put together of two parts, as the Swedish ones are, and some from other places. */
export const SURNAMES: readonly string[] = [
  ...SURNAME_STARTS.flatMap((start) => SURNAME_ENDS.map((end) => joined(start, end))),
  ...OTHER_SURNAMES.flatMap((name) => Array.from({ length: 12 }, () => name)),
];

export const PLACES =
  'Centrum Norr Söder Väster Öster Björkhaga Ekbacken Furulund Granåsen Hamnviken Kyrkbyn Källsta Lindö Lövnäs Mellanby Näsviken Rönnholm Sandnäs Skogby Strandby Torsvik Ulvsta Vallby Ytterby Åkerby Ängsvik Öreby Dalsta Fagerås Gärdet'.split(
    ' ',
  );

export const ANIMALS =
  'Igelkotten Humlan Lärkan Tranan Svalan Grodan Haren Räven Bävern Uttern Älgen Nyckelpigan Fjärilen Trollsländan Myran Gråsparven Domherren Talgoxen Rödhaken Göken Storken Svanen Sälen Delfinen Pingvinen Kaninen Mullvaden Lodjuret Björnen Vargen Järven Lämmeln Hermelinen Ormvråken Tornfalken Ugglan Blåmesen Bofinken Koltrasten Näktergalen Sädesärlan Stenskvättan Strandpiparen Tofsvipan Enkelbeckasinen Kungsfiskaren Gärdsmygen Kungsfågeln Steglitsen Grönsiskan Hackspetten Korpen Skatan Kajan Ejdern Knipan Viggen Krickan Doppingen Lommen'.split(
    ' ',
  );

export const TREES =
  'Alm Ask Asp Björk Bok Ek En Furu Gran Hassel Hägg Idegran Kastanj Lind Lönn Olvon Oxel Poppel Rönn Sälg Tall Vide Gårds Bergs Dal Ängs Ås Strand Kvarn Bruks Kyrk Sol Måne Stjärn Norr Söder Väster Öster Hamn Park'.split(
    ' ',
  );

export const HOMES =
  'Rosengården Lindgården Björkgården Almgården Hasselbacken Furuliden Granliden Solsidan Ängslyckan Strandhem Sjöglimten Åsgläntan Kvarngården Bergslyckan Källgården Klöverängen Timotejen Blåklinten Prästkragen Vallmon Liljan Sippan Smörblomman Ljungheden Kaprifolen Syrenen Jasminen Lavendeln Myrten Hortensian Vildrosen Snödroppen Tussilagon Gullvivan Kungsljuset Mandelblomman Backsippan Linnean Skogsstjärnan Åkervindan'.split(
    ' ',
  );

/** The first part of an e-mail address: small letters, no accents. */
export function mailName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/[^a-z]+/g, '.');
}

function joined(start: string, end: string): string {
  return start.endsWith(end.charAt(0)) && start.length > 3 ? start + end.slice(1) : start + end;
}
